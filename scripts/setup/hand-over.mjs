/** Runs a script under another Node as if it were this process: same arguments, streams, signals and exit code. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @param {string} node Path of the Node to use.
 * @param {string} script
 * @param {readonly string[]} args
 */
export function handOver(node, script, args) {
  const child = spawn(node, [script, ...args], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child itself; passing it on as well would count as a second one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
  });
}
