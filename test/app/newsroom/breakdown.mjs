/** The newsroom's thread as it is built, which breaks down as soon as it is asked for a document named `/break`. */
import { parentPort } from 'node:worker_threads';
import '../../../dist/app/newsroom/worker.js';

parentPort.on('message', ({ name, args }) => {
  if (name === 'make' && args[0] === '/break') {
    setImmediate(() => {
      throw new Error('a bug');
    });
  }
});
