/**
 * A graph at work: loads it as a native session, feeds and fetches values, reads and writes its variables.
 *
 * A session owns native memory; whoever makes a program disposes it (`using program = new Program(graph)`).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { loadNative, typeNumbers, type ElementType, type Native, type NativeTensor } from './binding.ts';
import { withGivenNames, type GraphBuilder, type Ref, type TensorValue, type Variable } from './graph.ts';

/** A value to feed: where it goes and what it is. */
export interface Feed {
  readonly ref: Ref;
  readonly value: TensorValue;
}

/** A loaded graph with its state. */
export class Program implements Disposable {
  readonly #native: Native;
  readonly #variables: ReadonlyMap<string, Variable>;
  #session: number | undefined;

  /** Loads the graph. @throws LabError `engine.graph` when TensorFlow refuses it. */
  constructor(graph: GraphBuilder) {
    this.#native = loadNative();
    this.#variables = new Map(graph.variables);
    const folder = mkdtempSync(join(tmpdir(), 'tatami-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), graph.toSavedModel());
      this.#session = this.#guard(() => this.#native.binding.loadSavedModel(folder, 'serve'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Names of the variables, in the order in which they were made. */
  get variableNames(): readonly string[] {
    return [...this.#variables.keys()];
  }

  /**
   * Runs everything that the fetched values need, once.
   * @throws LabError `engine.step-failed` with TensorFlow's own words.
   */
  run(fetches: readonly Ref[], feeds: readonly Feed[] = []): TensorValue[] {
    const { binding } = this.#native;
    const session = this.#openSession();
    const fed: number[] = [];
    try {
      for (const feed of feeds) fed.push(createTensor(this.#native, feed.value));
      const inputs = feeds.map((feed) => `${feed.ref.node}:${feed.ref.output}`).join();
      const outputs = fetches.map((ref) => `${ref.node}:${ref.output}`).join();
      return this.#guard(() => binding.runSavedModel(session, fed, inputs, outputs)).map((tensor) =>
        this.#take(tensor),
      );
    } finally {
      for (const id of fed) binding.deleteTensor(id);
    }
  }

  /** Sets a variable from outside the graph. The value's shape must be the variable's. */
  assign(name: string, value: TensorValue): void {
    const variable = this.#variable(name);
    if (value.type !== variable.type || value.shape.join() !== variable.shape.join()) {
      const problem = `variable ${name} is ${variable.type}[${variable.shape.join()}], the value ${value.type}[${value.shape.join()}]`;
      throw new LabError('engine.graph', { problem });
    }
    this.run([variable.assigned], [{ ref: variable.fed, value }]);
  }

  /** Copies a variable out of the session. */
  read(name: string): TensorValue {
    return this.run([this.#variable(name).value])[0] as TensorValue;
  }

  /** Frees the session with all its variables. */
  dispose(): void {
    if (this.#session === undefined) return;
    this.#native.binding.deleteSavedModel(this.#session);
    this.#session = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #openSession(): number {
    if (this.#session === undefined)
      throw new LabError('engine.graph', { problem: 'the program was disposed' });
    return this.#session;
  }

  #variable(name: string): Variable {
    const variable = this.#variables.get(name);
    if (!variable) throw new LabError('engine.graph', { problem: `there is no variable ${name}` });
    return variable;
  }

  #take(tensor: NativeTensor): TensorValue {
    const { binding } = this.#native;
    try {
      return {
        shape: tensor.shape,
        type: elementType(tensor.dtype),
        data: binding.tensorDataSync(tensor.id),
      };
    } finally {
      binding.deleteTensor(tensor.id);
    }
  }

  #guard<T>(call: () => T): T {
    try {
      return call();
    } catch (cause) {
      const problem = withGivenNames(cause instanceof Error ? cause.message : String(cause));
      throw new LabError('engine.step-failed', { problem }, cause);
    }
  }
}

/** Native sessions alive in this process. */
export function livePrograms(): number {
  return loadNative().binding.getNumOfSavedModels();
}

/** Native tensors alive in this process; tests assert that it returns to where it was. */
export function liveTensors(): number {
  return loadNative().binding.getNumOfTensors();
}

function createTensor({ binding }: Native, value: TensorValue): number {
  return binding.createTensor(value.shape, typeNumbers[value.type], value.data);
}

function elementType(number: number): ElementType {
  for (const [name, value] of Object.entries(typeNumbers)) if (value === number) return name as ElementType;
  throw new LabError('engine.graph', { problem: `element type ${number} cannot leave the graph` });
}
