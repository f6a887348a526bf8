/** A run with its predictions, as the place “Errors” looks at it: at its end, or at the end of an epoch. */
import type { TrainingPredictions } from '../../../../shared/contract/engine.ts';
import type { RunDetail } from '../../../../shared/contract/history.ts';
import type { DatasetNames } from '../../../../shared/contract/lab/data.ts';
import { studyPredictions, type StudiedPredictions } from '../../../../shared/metrics/predictions.ts';
import {
  areSamePictures,
  epochEvaluation,
  type PredictedPictures,
  testedPictures,
} from '../../../../shared/metrics/training-predictions.ts';
import { api } from '../../api.ts';
import { FoundPlaces } from './found-places.svelte.ts';

/** See the file. */
export interface EvaluatedRun {
  readonly run: RunDetail;
  /** Null for the end of the run. */
  readonly epoch: number | null;
  readonly dataset: DatasetNames;
  readonly study: StudiedPredictions;
  /** What was predicted. */
  readonly predicted: PredictedPictures;
  /** Place in the whole half of each of these pictures. */
  readonly places: FoundPlaces;
}

/** What a run said of the same pictures through its training. */
export interface RunTraining {
  readonly predictions: TrainingPredictions;
  /** As of {@link EvaluatedRun}. */
  readonly places: FoundPlaces;
}

/** Reads a run at its end; null for one without predictions. @throws LabError of its history and data set. */
export async function readEvaluatedRun(runId: string): Promise<EvaluatedRun | null> {
  const [run, evaluation] = await Promise.all([api.run(runId), api.evaluation(runId)]);
  if (evaluation === null) return null;
  const { id } = run.experiment.dataset;
  const dataset = await api.datasetNames(id);
  const places = new FoundPlaces(api.testIndices(runId));
  const study = studyPredictions(evaluation, dataset.taxonomy);
  return { run, epoch: null, dataset, study, predicted: testedPictures(id, evaluation), places };
}

/** Reads what a run said through its training; null where it kept nothing. @throws LabError of its history. */
export async function readTraining(runId: string): Promise<RunTraining | null> {
  const predictions = await api.trainingPredictions(runId);
  if (predictions === null) return null;
  return { predictions, places: new FoundPlaces(api.watchedIndices(runId)) };
}

/** A run at the end of a kept epoch; null for another epoch. */
export function atEpoch(end: EvaluatedRun, training: RunTraining, epoch: number): EvaluatedRun | null {
  const evaluation = epochEvaluation(training.predictions, epoch);
  if (evaluation === null) return null;
  const { run, dataset } = end;
  const study = studyPredictions(evaluation, dataset.taxonomy);
  const predicted = { ...training.predictions, dataset: dataset.id };
  return { run, epoch, dataset, study, predicted, places: training.places };
}

/** Whether two can be compared picture by picture: pictures whose places are known both times must be the same ones. */
export function haveSamePictures(one: EvaluatedRun, other: EvaluatedRun): boolean {
  const [own, its] = [one.places.found, other.places.found];
  if (!(own instanceof Int32Array) || !(its instanceof Int32Array))
    return areSamePictures(one.predicted, other.predicted);
  const inSet = (run: EvaluatedRun, places: Int32Array) => ({ ...run.predicted, places });
  return areSamePictures(inSet(one, own), inSet(other, its));
}
