/** Versions as lists of numbers, and what this machine brings along: glibc, processor, graphics card. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Compares two versions number by number; what is missing counts as 0, what follows a `-` is ignored.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number} Negative where `a` is older, 0 where equal, positive where newer.
 */
export function compareVersions(a, b) {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(/** @type {string} */ version) {
  const plain = version.replace(/^v/, '').replace(/[-+].*$/, '');
  return plain.split('.').map((part) => Number.parseInt(part, 10) || 0);
}

/**
 * The version of glibc, `null` where Linux has another C library, `undefined` where it is not Linux.
 *
 * @returns {string | null | undefined}
 */
export function glibcVersion() {
  if (process.platform !== 'linux') return undefined;
  const answer = spawnSync('getconf', ['GNU_LIBC_VERSION'], { encoding: 'utf8' });
  return /^glibc (\d+\.\d+)/.exec(answer.stdout ?? '')?.[1] ?? null;
}

/** Whether the processor can run TensorFlow's x86 code; other architectures and unreadable answers count as yes. */
export function hasAvx(cpuInfo = readOptional('/proc/cpuinfo'), arch = process.arch) {
  const flags = /^flags\s*:(.*)$/m.exec(cpuInfo)?.[1];
  return arch !== 'x64' || flags === undefined || / avx( |$)/.test(flags);
}

/** Whether a driver for NVIDIA graphics is loaded. */
export function hasNvidiaDriver() {
  return existsSync('/proc/driver/nvidia/version') || existsSync('/dev/nvidiactl');
}

/** Whether this is Debian or a child of it (Ubuntu, Mint), where apt-get brings libraries. */
export function isDebian() {
  return (
    process.platform === 'linux' && existsSync('/etc/debian_version') && existsSync('/usr/bin/dpkg-query')
  );
}

function readOptional(/** @type {string} */ path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
