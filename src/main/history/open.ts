import { resolve } from 'node:path';
import { LabError, type LabErrorData } from '../../shared/contract/errors.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';
import { copyDatabase } from './backup.ts';
import { recordCheckpoint } from './checkpoints.ts';
import { insertComparison, readComparison } from './comparisons.ts';
import { insertPoints, readCurve } from './curves.ts';
import { finishEpoch } from './epochs.ts';
import { readEvaluation, recordEvaluation } from './evaluations.ts';
import { readFacts, writeFacts } from './facts-file.ts';
import { findSequence, newId } from './ids.ts';
import { exclusively, openDatabase, updateFacts } from './database.ts';
import { Owners } from './owner.ts';
import { readDetail } from './run-detail.ts';
import { listRuns } from './run-list.ts';
import { readColumnNames } from './run-columns.ts';
import { readFacets, readPage } from './run-page.ts';
import {
  claimRun,
  deleteRun,
  insertRun,
  markInterrupted,
  setEnd,
  setMarks,
  setName,
  setNote,
  setTags,
  startRun,
} from './runs.ts';
import { indexRun } from './search.ts';
import { deleteSelection, insertSelection, readSelections, setSelectionNote } from './selections.ts';
import type { Database } from './sqlite.ts';
import { isDamage, toHistoryError } from './storage-errors.ts';
import { readPredictions, recordPredictions } from './training-predictions.ts';
import { exportDocument, importDocument } from './transfer.ts';
import { recordVerdict } from './verdicts.ts';
import { insertWholeRun, readWholeRun } from './whole-run.ts';

/** How to open a history. */
export interface HistoryOptions {
  /** Hears of what the user should know though the history opened: a repair, missing runs, a slower journal. */
  readonly onNotice?: (notice: LabErrorData) => void;
  /** Milliseconds to wait, blocking, for another process's lock; default 5000. */
  readonly busyTimeoutMs?: number;
}

/** What every method of the port works with. */
interface OpenHistory {
  readonly db: Database;
  readonly path: string;
  readonly owners: Owners;
}

/**
 * Opens the history in a file, which is made where it is missing, with its folder. Every change is one transaction
 * that is on the disk when its promise resolves. Several processes may have one history open.
 * @throws LabError `history.newer`, `history.foreign`, `history.altered`, `history.not-a-file`, `history.busy`,
 *   `history.unwritable`, `history.disk-full`, `history.node-too-old`, `history.module-missing`
 */
export function openHistory(file: string, options: HistoryOptions = {}): HistoryPort {
  const { onNotice = () => undefined, busyTimeoutMs = 5000 } = options;
  const path = resolve(file);
  const db = inWords(path, () => openDatabase(path, { onNotice, busyTimeoutMs }));
  const owners = new Owners(path, (work) => exclusively(path, busyTimeoutMs, work));
  const history = { db, path, owners };
  return { ...trainingMethods(history), ...readingMethods(history), ...keepingMethods(history) };
}

type TrainingMethods = Pick<
  HistoryPort,
  | 'createRun'
  | 'createComparison'
  | 'startRun'
  | 'appendBatches'
  | 'finishEpoch'
  | 'recordCheckpoint'
  | 'recordEvaluation'
  | 'recordPredictions'
  | 'endRun'
  | 'markInterrupted'
>;

function trainingMethods(history: OpenHistory): TrainingMethods {
  const { db, owners } = history;
  const onRun = <T>(id: string, work: (run: number) => T, isStart = false): Promise<T> => {
    return write(history, () => {
      const run = findSequence(db, 'run', id);
      claimRun(db, run, owners, { isStart });
      return work(run);
    });
  };
  return {
    createRun: ({ name, experiment, comparison, repeatOf }) =>
      write(history, () => {
        const id = newId();
        const sequence = insertRun(db, {
          id,
          name,
          experiment,
          status: 'running',
          owner: owners.token,
          createdAtMs: Date.now(),
          comparison: comparison === null ? null : findSequence(db, 'comparison', comparison.id),
          variant: comparison?.variant ?? null,
          repeatOf,
          tags: [],
          note: '',
        });
        indexRun(db, sequence);
        return id;
      }).then((id) => counted(history, id)),
    createComparison: (name, document) =>
      change(history, () => {
        const id = newId();
        insertComparison(db, { id, name, document, createdAtMs: Date.now() });
        return id;
      }),
    startRun: (id, start, fromStep) => onRun(id, (run) => startRun(db, run, start, fromStep), true),
    appendBatches: (id, points) => onRun(id, (run) => insertPoints(db, run, points)),
    finishEpoch: (id, record) => onRun(id, (run) => finishEpoch(db, run, record)),
    recordCheckpoint: (id, record) => onRun(id, (run) => recordCheckpoint(db, run, record)),
    recordEvaluation: (id, evaluation) =>
      change(history, () => recordEvaluation(db, findSequence(db, 'run', id), evaluation)),
    recordPredictions: (id, pictures, predictions) =>
      onRun(id, (run) => recordPredictions(db, run, pictures, predictions)),
    endRun: (id, end) => onRun(id, (run) => setEnd(db, run, end)),
    markInterrupted: () =>
      answer(history, () => {
        const living = owners.sweep();
        return db.transaction(() => markInterrupted(db, living)).immediate();
      }),
  };
}

type ReadingMethods = Pick<
  HistoryPort,
  | 'run'
  | 'curve'
  | 'evaluation'
  | 'trainingPredictions'
  | 'list'
  | 'page'
  | 'facets'
  | 'columnNames'
  | 'comparison'
  | 'exportRun'
  | 'selections'
>;

function readingMethods({ db, path }: OpenHistory): ReadingMethods {
  const read = <T>(id: string, work: (run: number) => T): Promise<T> =>
    answer({ db, path }, () => db.transaction(() => work(findSequence(db, 'run', id)))());
  return {
    run: (idOrPrefix) => read(idOrPrefix, (run) => readDetail(db, run)),
    curve: (id) => read(id, (run) => readCurve(db, run)),
    evaluation: (id) => read(id, (run) => readEvaluation(db, run)),
    trainingPredictions: (id) => read(id, (run) => readPredictions(db, run)),
    list: (query) => answer({ db, path }, () => listRuns(db, query)),
    page: (query) => answer({ db, path }, () => db.transaction(() => readPage(db, query))()),
    facets: () => answer({ db, path }, () => readFacets(db)),
    columnNames: () => answer({ db, path }, () => readColumnNames(db)),
    comparison: (idOrPrefix) => answer({ db, path }, () => readComparison(db, idOrPrefix)),
    selections: () => answer({ db, path }, () => readSelections(db)),
    exportRun: (id) => read(id, (run) => exportDocument(readWholeRun(db, run))),
  };
}

type KeepingMethods = Pick<
  HistoryPort,
  | 'recordVerdict'
  | 'setTags'
  | 'setNote'
  | 'setName'
  | 'setMarks'
  | 'saveSelection'
  | 'setSelectionNote'
  | 'deleteSelection'
  | 'backup'
  | 'deleteRun'
  | 'importRun'
  | 'close'
>;

function keepingMethods(history: OpenHistory): KeepingMethods {
  const { db, path, owners } = history;
  return {
    recordVerdict: (verdict) => change(history, () => recordVerdict(db, verdict)),
    setTags: (id, tags) => change(history, () => setTags(db, findSequence(db, 'run', id), tags)),
    setNote: (id, note) => change(history, () => setNote(db, findSequence(db, 'run', id), note)),
    setName: (id, name) => change(history, () => setName(db, findSequence(db, 'run', id), name)),
    setMarks: (id, marks) => change(history, () => setMarks(db, findSequence(db, 'run', id), marks)),
    saveSelection: (selection) => change(history, () => insertSelection(db, selection, Date.now())),
    setSelectionNote: (id, note) => change(history, () => setSelectionNote(db, id, note)),
    deleteSelection: (id) => change(history, () => deleteSelection(db, id)),
    deleteRun: (id) =>
      change(history, () => {
        deleteRun(db, findSequence(db, 'run', id), (token) => owners.isAlive(token));
        updateFacts(db, path);
      }),
    importRun: (document, checkpoints) =>
      change(history, () => {
        const whole = importDocument(document);
        return insertWholeRun(
          db,
          { ...whole, detail: { ...whole.detail, checkpoints } },
          { keepsCheckpoints: true },
        );
      }).then((id) => counted(history, id)),
    backup: async (file) => {
      if (!db.open) throw new LabError('history.closed', { path });
      await copyDatabase(db, file);
    },
    close: async () => {
      db.close();
      owners.release();
    },
  };
}

/** One change, one transaction: it happens whole or not at all. */
function change<T>({ db, path }: OpenHistory, work: () => T): Promise<T> {
  return answer({ db, path }, () => db.transaction(work).immediate());
}

/** A change by a writer of runs, which others can see to be alive. */
function write<T>(history: OpenHistory, work: () => T): Promise<T> {
  const { db, owners } = history;
  return answer(history, () => {
    owners.hold();
    return db.transaction(work).immediate();
  });
}

/** Counts the runs in the facts file once a new run is committed, so that the count never promises too many. */
async function counted<T>(history: OpenHistory, value: T): Promise<T> {
  await change(history, () => updateFacts(history.db, history.path));
  return value;
}

function answer<T>({ db, path }: Pick<OpenHistory, 'db' | 'path'>, work: () => T): Promise<T> {
  return new Promise((settle) => {
    if (!db.open) throw new LabError('history.closed', { path });
    settle(inWords(path, work));
  });
}

/** Damage is remembered, so that the next opening repairs the file whatever a quick check says. */
function inWords<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isDamage(error)) writeFacts(path, { runs: readFacts(path)?.runs ?? 0, isDamaged: true });
    throw toHistoryError(error, path);
  }
}
