/** The memory of all processes of an app. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { canSeeProcesses, processesOf } from '../../test/e2e/processes.ts';

/** Resident megabytes by process: Electron's by their kind, and on Linux those of the lab, its history and its engine. */
export async function megabytesOf(app: ElectronApplication, home: string): Promise<Record<string, number>> {
  const electron = await app.evaluate(({ app: running }) =>
    running.getAppMetrics().map(({ type, memory }) => [type, memory.workingSetSize / 1000] as const),
  );
  const services = canSeeProcesses
    ? processesOf(home).flatMap(({ pid, command }) => {
        const file = /\S+-process\.ts/.exec(command)?.[0];
        return file === undefined ? [] : [[basename(file), residentMegabytes(pid)] as const];
      })
    : [];
  const sums: Record<string, number> = {};
  for (const [name, megabytes] of [...electron, ...services]) {
    sums[name] = Math.round((sums[name] ?? 0) + megabytes);
  }
  return sums;
}

function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return Number(kilobytes) / 1000;
}
