import type { Language } from '../../../shared/contract/errors/entry.ts';
import { safeFileName } from '../../../shared/file-name.ts';
import { freePath } from '../export-into-folder.ts';
import { findEntry } from '../history-entry.ts';
import type { ReportPorts } from './report-source.ts';
import { writeReport } from './write-report.ts';

/** Writes a report into a new folder of a folder that the user chose once; answers its path. @throws LabError `export.*`. */
export async function reportIntoFolder(
  ports: ReportPorts & { readonly appVersion: string },
  idOrPrefix: string,
  { folder, language }: Readonly<{ folder: string; language: Language }>,
): Promise<string> {
  const entry = await findEntry(ports.history, idOrPrefix);
  const { id, name } = entry.kind === 'run' ? entry.run : entry.record;
  const target = await freePath(folder, safeFileName(`${name}-${id.slice(0, 6)}-report`), '');
  const order = { folder: target, isForced: false, language, appVersion: ports.appVersion };
  return (await writeReport(ports, id, order)).folder;
}
