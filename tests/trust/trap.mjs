// Loaded before the command line: whatever reaches outside is written down and refused.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const real = process.env;
const file = real['TRAP_FILE'];
const tell = (what) => appendFileSync(file, `${what}\n`);
const refuse = (what) => {
  tell(what);
  throw new Error(`trapped: ${what}`);
};

net.Socket.prototype.connect = () => refuse('network');
dgram.createSocket = () => refuse('network');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  dns[name] = () => refuse('name look-up');
  dns.promises[name] = () => refuse('name look-up');
}
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  childProcess[name] = (program) => refuse(`process ${program}`);
}
syncBuiltinESMExports();

const watched = new Proxy(real, {
  get(target, name) {
    if (typeof name === 'string') tell(`variable ${name}`);
    return Reflect.get(target, name);
  },
  has(target, name) {
    tell(`variable ${String(name)}`);
    return Reflect.has(target, name);
  },
  ownKeys(target) {
    tell('variable *');
    return Reflect.ownKeys(target);
  },
});
Object.defineProperty(process, 'env', { value: watched });
