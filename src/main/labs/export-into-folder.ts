/** Exports for a user who chose a folder once: names are found, nothing that is there is replaced. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportReport, ExportRequest } from '../../shared/contract/lab/exports.ts';
import { safeFileName } from '../../shared/file-name.ts';
import { exportRun, formatOf } from './export-run.ts';
import { exportTwin, type TwinPorts } from './export-twin.ts';
import type { LabPorts } from './ports.ts';

/** What the exports need from outside. */
export type ExportPorts = LabPorts & Pick<TwinPorts, 'replay'> & { readonly appVersion: string };

/** Images that a twin from the window holds at most, so that its folder stays small. */
const twinImages = 5000;

/** Writes a run's net under a name made of the experiment's and the run's. @throws LabError as `exportRun` does. */
export async function exportIntoFolder(
  ports: ExportPorts,
  { run: idOrPrefix, format, options, language }: ExportRequest,
  folder: string,
): Promise<ExportReport> {
  const run = await ports.history.run(idOrPrefix);
  const name = `${safeFileName(run.name)}-${run.id.slice(0, 6)}`;
  if (format === 'twin') {
    const target = await freePath(folder, `${name}-twin`, '');
    const order = { folder: target, isForced: false, mostImages: twinImages, comments: language };
    const twin = await exportTwin(ports, run.id, order);
    const verdict = { state: 'unchecked', reason: 'no-reader' } as const;
    return { run: run.id, format, path: twin.folder, sizeBytes: twin.sizeBytes, limits: [], verdict };
  }
  const { shape, extension } = formatOf(format);
  const path = await freePath(folder, shape === 'folder' ? `${name}-${format}` : name, extension);
  return exportRun(ports, run.id, {
    ...{
      format,
      path,
      isForced: false,
      options: { ...options, comments: language },
      appVersion: ports.appVersion,
    },
  });
}

/** A path in the folder that nothing has: with a number where the plain name is taken. */
export async function freePath(folder: string, name: string, extension: string): Promise<string> {
  const taken = new Set(await readdir(folder).catch(() => []));
  const candidates = Array.from({ length: taken.size + 1 }, (_, index) =>
    index === 0 ? `${name}${extension}` : `${name}-${index + 1}${extension}`,
  );
  return join(folder, candidates.find((candidate) => !taken.has(candidate)) as string);
}
