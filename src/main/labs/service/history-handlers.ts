import { LabError } from '../../../shared/contract/errors.ts';
import type { LabContract } from '../../../shared/contract/lab.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { deleteRun } from '../delete-run.ts';
import { importHistoryFile, saveHistoryFile } from '../run-files.ts';
import type { ServicePorts } from './service-ports.ts';

type HistoryHandlers = Pick<
  Handlers<LabContract>,
  | 'runs'
  | 'runFacets'
  | 'runColumns'
  | 'run'
  | 'curve'
  | 'evaluation'
  | 'trainingPredictions'
  | 'comparison'
  | 'setTags'
  | 'setNote'
  | 'setName'
  | 'setMarks'
  | 'deleteRun'
  | keyof ReturnType<typeof selectionHandlers>
  | 'importRun'
  | 'exportRun'
>;

/**
 * Answers what the window asks about the history, and tells it of what people changed there.
 *
 * @param isTrained - Whether a run of this id is being trained here.
 */
export function historyHandlers(ports: ServicePorts, isTrained: (runId: string) => boolean): HistoryHandlers {
  const { history } = ports;
  const changed = (runId: string): undefined => void ports.emit('history', { runIds: [runId] });
  return {
    runs: (query) => history.page(query),
    runFacets: () => history.facets(),
    runColumns: () => history.columnNames(),
    run: (id) => history.run(id),
    curve: (id) => history.curve(id),
    evaluation: (id) => history.evaluation(id),
    trainingPredictions: (id) => history.trainingPredictions(id),
    comparison: (id) => history.comparison(id),
    setTags: async (id, tags) => {
      await history.setTags(id, tags);
      return changed(id);
    },
    setNote: async (id, note) => {
      await history.setNote(id, note);
      return changed(id);
    },
    setName: async (id, name) => {
      await history.setName(id, name);
      return changed(id);
    },
    setMarks: async (id, marks) => {
      await history.setMarks(id, marks);
      return changed(id);
    },
    ...selectionHandlers(ports),
    deleteRun: async (idOrPrefix) => {
      const { id } = await history.run(idOrPrefix);
      if (isTrained(id)) throw new LabError('command.run-is-running', { run: id });
      await deleteRun(ports, id);
      return changed(id);
    },
    importRun: async (path) => {
      const imported = await importHistoryFile(ports, path);
      ports.emit('history', { runIds: imported.runs });
      return imported;
    },
    exportRun: async (id, order) => {
      await saveHistoryFile(ports, id, order);
      return undefined;
    },
  };
}

/** Named selections of pictures. */
function selectionHandlers({
  history,
}: ServicePorts): Pick<
  Handlers<LabContract>,
  'saveSelection' | 'selections' | 'setSelectionNote' | 'deleteSelection'
> {
  return {
    saveSelection: (selection) => history.saveSelection(selection),
    selections: () => history.selections(),
    setSelectionNote: async (id, note) => {
      await history.setSelectionNote(id, note);
      return undefined;
    },
    deleteSelection: async (id) => {
      await history.deleteSelection(id);
      return undefined;
    },
  };
}
