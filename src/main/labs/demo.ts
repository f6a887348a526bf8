/** The tour of `tatami demo`: three labs, cut short so that two processor cores need about two minutes. */
import type { Comparison } from '../../shared/spec/comparison.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import type { Lab } from '../../shared/spec/labs.ts';
import { applySettings, type Settings } from '../../shared/spec/settings.ts';
import { planRace } from '../../shared/spec/race.ts';

/** The documents of the tour, in its order. */
export interface DemoPlan {
  /** The slides' CNN on MNIST. */
  readonly training: Experiment;
  /** Optimizers that start from the same weights. */
  readonly race: Comparison;
  /** A CNN on Tatami-100, whose errors are counted by superclass. */
  readonly superclasses: Experiment;
}

const trainingSettings: Settings = { 'dataset.train': 20_000, 'dataset.test': 2000, epochs: 2 };
const raceSettings: Settings = { 'dataset.train': 4000, 'dataset.test': 1000, epochs: 2 };
const superclassSettings: Settings = { 'dataset.train': 10_000, 'dataset.test': 2000, epochs: 2 };

/** Optimizers of the lecture that differ visibly within few steps. */
const racers = ['SGD', 'Momentum', 'Nesterov', 'RMSprop', 'Adam'];

/** Cuts the ready-made labs to the size of the tour; pure. */
export function planDemo(labs: readonly Lab[]): DemoPlan {
  const race = labNamed(labs, 'optimizer-race');
  const training = labNamed(labs, 'mnist-cnn-slides');
  const superclasses = labNamed(labs, 'tatami100-cnn');
  return {
    training: applySettings(training.document, trainingSettings),
    race: planRace(race.document, race.id, { settings: raceSettings, optimizers: racers }),
    superclasses: applySettings(superclasses.document, superclassSettings),
  };
}

function labNamed(labs: readonly Lab[], id: string): Lab {
  const lab = labs.find((candidate) => candidate.id === id);
  if (lab === undefined) throw new Error(`The ready-made lab ${id} is not there.`);
  return lab;
}
