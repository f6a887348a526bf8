import type { Language } from '../../../shared/contract/errors/entry.ts';
import { csvText } from '../../../shared/csv.ts';
import { confusionCsv } from '../../../shared/metrics/confusion-csv.ts';
import { raceCsv } from '../../../shared/metrics/epoch-csv.ts';
import { type FolderFile, refuseExisting, sizeOf, writeFolder } from '../../export/folder.ts';
import { type ConfusedPictures, confusedPictures } from './confused-pictures.ts';
import { curveFigures, errorReports, matrixFigures } from './figures.ts';
import { mlflowFiles } from './mlflow.ts';
import { reportPage, type ReportParts } from './page.ts';
import { type ReportedRun, type ReportPorts, reportSource, type ReportSource } from './report-source.ts';
import { differencesTable, proofTable, resultsTable, settingsTable } from './tables.ts';
import { reportWords, type SayWord } from './words.ts';

/** The page of a report in its folder. */
export const reportPageName = 'report.html';

/** Folder of the drawings. */
export const figuresFolder = 'figures';

/** Where a report goes, and how. */
export interface ReportOrder {
  readonly folder: string;
  readonly isForced: boolean;
  readonly language: Language;
  readonly appVersion: string;
}

/** What was written. */
export interface WrittenReport {
  readonly folder: string;
  readonly runs: number;
  readonly figures: number;
  readonly sizeBytes: number;
}

/**
 * Writes the report of a run or comparison as a folder: a page for paper, its drawings, its numbers, the runs as JSON and
 * as MLflow reads them. Nothing is trained; pictures come from the data set where it is on this computer.
 *
 * @throws LabError `history.no-such-run`, `export.*`.
 */
export async function writeReport(
  ports: ReportPorts,
  idOrPrefix: string,
  order: ReportOrder,
): Promise<WrittenReport> {
  await refuseExisting(order.folder, order.isForced);
  const source = await reportSource(ports, idOrPrefix);
  const say = reportWords(order.language);
  const parts = reportParts(source, order, say);
  const figures = [...parts.curves, ...parts.runs.flatMap(({ matrices }) => matrices)];
  const files: FolderFile[] = [
    { name: reportPageName, pieces: [reportPage(parts)] },
    ...figures.map(({ name, svg }) => ({ name: `${figuresFolder}/${name}.svg`, pieces: [svg] })),
    ...parts.runs.flatMap(({ pairs }) => pictureFiles(pairs)),
    ...numberFiles(source, parts),
    { name: 'report.json', pieces: [`${JSON.stringify(documentOf(source, order.appVersion))}\n`] },
    ...mlflowFiles(source),
  ];
  const folder = await writeFolder(order.folder, files, order.isForced, ['report.pdf']);
  return { folder, runs: source.runs.length, figures: figures.length, sizeBytes: sizeOf(files) };
}

function reportParts(source: ReportSource, order: ReportOrder, say: SayWord): ReportParts {
  return {
    ...{ language: order.language, say, source, appVersion: order.appVersion },
    results: resultsTable(source, say),
    differences: differencesTable(source, say),
    settings: settingsTable(source, say),
    curves: curveFigures(source, say),
    runs: source.runs.map((reported, index) => ({
      label: reported.label,
      matrices: matrixFigures(reported, index + 1, say),
      pairs: confusedPictures(reported, index + 1),
      proof: proofTable(reported, say),
      note: reported.run.note,
      missing: whatIsMissing(reported, say),
    })),
  };
}

function whatIsMissing({ evaluation, dataset }: ReportedRun, say: SayWord): string | null {
  if (evaluation === null) return say('noEvaluation');
  return dataset === null ? say('noPictures') : null;
}

function pictureFiles(pairs: readonly ConfusedPictures[]): readonly FolderFile[] {
  return pairs.flatMap(({ pictures }) =>
    pictures.map(({ name, png }) => ({ name: `pictures/${name}`, pieces: [png] })),
  );
}

function numberFiles(source: ReportSource, parts: ReportParts): readonly FolderFile[] {
  const csv = (name: string, text: string): FolderFile => ({ name: `numbers/${name}.csv`, pieces: [text] });
  const epochs = source.runs.map(({ label, run }) => ({
    racer: label,
    seed: run.experiment.seed,
    epochs: run.epochRecords,
  }));
  const matrices = source.runs.flatMap((reported, index) =>
    errorReports(reported).map((report) => csv(`matrix-${index + 1}-${report.level}`, confusionCsv(report))),
  );
  return [
    csv('results', csvText(parts.results)),
    csv('settings', csvText(parts.settings)),
    csv('epochs', raceCsv(epochs)),
    ...(parts.differences === null ? [] : [csv('differences', csvText(parts.differences))]),
    ...matrices,
  ];
}

/** All of it as one JSON document. */
function documentOf({ title, comparison, runs }: ReportSource, appVersion: string): unknown {
  return {
    ...{ tatami: 'report', version: 1, app: appVersion, name: title },
    comparison:
      comparison === null
        ? null
        : { id: comparison.comparison, differs: comparison.differs, start: comparison.start },
    runs: runs.map(({ label, document }) => ({ label, ...(document as object) })),
  };
}
