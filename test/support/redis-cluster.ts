import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort, startRedis, type RedisServer } from './redis-server.js';

/** Three Redis servers that share the slots; takes some seconds to come to terms. */
export async function startCluster(folder: string): Promise<readonly [RedisServer, RedisServer, RedisServer]> {
  const server = async (): Promise<RedisServer> => {
    const [port, bus] = [await freePort(), await freePort()];
    return startRedis(port, folder, '--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`, '--cluster-port', String(bus));
  };
  const servers = [await server(), await server(), await server()] as const;
  await promisify(execFile)('redis-cli', ['--cluster', 'create', ...servers.map(({ port }) => `127.0.0.1:${port}`), '--cluster-yes']);
  return servers;
}
