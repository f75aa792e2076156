import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Failure, Millis } from '../model.js';

/** Why it cannot listen, and what would help. */
export function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): Failure {
  const place = `Cannot listen on ${authority(host, port)}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return { code: 'address-in-use', message: `${place}: another program does already; stop it, or choose another port in server.listen.` };
    case 'EACCES':
    case 'EPERM':
      return { code: 'address-refused', message: `${place}: this user may not; choose a port from 1024 up in server.listen.` };
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return { code: 'address-unknown', message: `${place}: this machine does not have that address; use 127.0.0.1, or 0.0.0.0 for all, in server.listen.` };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { code: 'address-unknown', message: `${place}: the name ${host} leads to no address; write an address in server.listen.` };
    default:
      return { code: 'listen', message: `${place}: ${error.message}; check server.listen.` };
  }
}

/** `http://HOST:PORT` of a server that listens. */
export function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server listens on no port');
  return `http://${authority(address.address, address.port)}`;
}

function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Between two looks for connections whose answer has been sent, milliseconds. */
const round: Millis = 20;

/** Takes no more connections, lets answers under way finish for `grace` milliseconds, then cuts them off. */
export function closeServer(server: Server, sockets: ReadonlySet<Socket>, grace: Millis): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), round);
    const cutOff = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cutOff);
      resolve();
    });
    // Connections that never said a word count as busy with node, but nothing is under way on them.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
}
