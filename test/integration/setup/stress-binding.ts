/**
 * What made the stock binding crash: variables set from fed tensors, which a step then overwrites, so that TensorFlow
 * releases the fed memory on a thread of its own. Prints one line of JSON at the end. Argument: number of rounds.
 */
import { GraphBuilder, type Ref } from '../../../src/main/engine/native/graph.ts';
import { liveTensors, Program } from '../../../src/main/engine/native/program.ts';

const variableCount = 64;
const rounds = Number(process.argv[2]);
const float = { T: { type: 'float32' } } as const;

const graph = new GraphBuilder();
const variables = Array.from({ length: variableCount }, (_, index) =>
  graph.variable(`v${index}`, 'float32', [16]),
);
const one = graph.constant({ shape: [], type: 'int32', data: Int32Array.of(1) });
const overwritten = variables.map((variable) => {
  const root = graph.op('Sqrt', [variable.value], { attributes: float });
  return graph.assign(variable, root, [variable.value]);
});
const loaded = gather(variables.map(({ assigned }) => assigned));
const stepped = gather(overwritten);

using program = new Program(graph);
const before = liveTensors();
for (let round = 0; round < rounds; round++) {
  const feeds = variables.map(({ fed }) => ({
    ref: fed,
    value: { shape: [16], type: 'float32' as const, data: new Float32Array(16).fill(round) },
  }));
  program.run([loaded], feeds);
  program.run([stepped]);
}
const last = program.read('v63').data[0];
console.log(JSON.stringify({ last, leaked: liveTensors() - before }));

/** One output that needs all the others. */
function gather(after: readonly Ref[]): Ref {
  return graph.op('Identity', [one], { attributes: { T: { type: 'int32' } }, after });
}
