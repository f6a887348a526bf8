/** TensorFlow.js layers models: `model.json` and the files of bytes that it names, from a folder or an archive. */
import { join } from 'node:path';
import * as z from 'zod';
import { LabError } from '../../../shared/contract/errors.ts';
import { isRecord } from '../../../shared/spec/class-spec.ts';
import { parseConfig, type Config } from './config/config-text.ts';
import type { OpenedModel } from './formats.ts';
import { type FoundArray, floatsAt } from './numpy.ts';
import { readWhole } from './source-file.ts';
import type { ZipEntries } from './unzip.ts';

/** Name of the description. */
export const tfjsDescription = 'model.json';

/** Most bytes of all files together. */
const mostBytes = 512 * 1024 ** 2;

/** A plain name of a file beside the description: no folder, no step up, no address. */
const plainFile = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/;

const manifestSchema = z
  .array(
    z.object({
      paths: z.array(z.string().regex(plainFile)).max(1000),
      weights: z
        .array(
          z.object({
            name: z.string().min(1).max(1000),
            shape: z
              .array(
                z
                  .int()
                  .min(0)
                  .max(2 ** 31),
              )
              .max(8),
            dtype: z.literal('float32'),
            quantization: z.undefined().optional(),
          }),
        )
        .max(10_000),
    }),
  )
  .max(1000);

type ReadMember = (name: string) => Promise<Buffer>;

/** The description's place in an archive: at its root, or in its only folder; null where there is none. */
export function tfjsFolder(entries: ZipEntries): string | null {
  const found = [...entries.keys()].filter((name) => /^([^/]+\/)?model\.json$/.test(name));
  return found.length === 1 ? (found[0] as string).slice(0, -tfjsDescription.length) : null;
}

/** Opens a model from an archive. @throws LabError `import.*`. */
export function openTfjsArchive(entries: ZipEntries, folder: string, file: string): Promise<OpenedModel> {
  return openTfjs(file, async (name) => {
    const bytes = entries.get(folder + name);
    if (bytes === undefined)
      throw new LabError('import.bad-manifest', { file, problem: `${name} is missing` });
    return bytes;
  });
}

/** Opens a model from a folder; links in it are not followed. @throws LabError `import.*`. */
export function openTfjsFolder(folder: string, file: string): Promise<OpenedModel> {
  return openTfjs(file, (name) => readWhole(join(folder, name), false));
}

async function openTfjs(file: string, read: ReadMember): Promise<OpenedModel> {
  const description = parseConfig((await read(tfjsDescription)).toString('utf8'), file);
  const topology = description['modelTopology'];
  if (!isRecord(topology) || (description['format'] ?? 'layers-model') !== 'layers-model')
    throw new LabError('import.bad-config', { file, problem: 'it is no layers model' });
  const inner = topology['model_config'];
  const config = isRecord(inner) ? inner : topology;
  const arrays = await readManifest(description, file, read);
  return {
    format: 'tfjs',
    config,
    arrays: ({ name }) => arrays.filter((array) => isOf(array.name, name)),
    compile: description['trainingConfig'] ?? topology['training_config'] ?? null,
    metadata: [description['userDefinedMetadata']],
  };
}

/** Whether a weight such as `conv2d/kernel` or `sequential/conv2d/kernel` is one of the layer. */
function isOf(weight: string, layer: string): boolean {
  const owner = weight.slice(0, Math.max(0, weight.lastIndexOf('/')));
  return owner === layer || owner.endsWith(`/${layer}`) || owner.startsWith(`${layer}/`);
}

async function readManifest(
  description: Config,
  file: string,
  read: ReadMember,
): Promise<readonly FoundArray[]> {
  const refuse = (problem: string): never => {
    throw new LabError('import.bad-manifest', { file, problem });
  };
  const parsed = manifestSchema.safeParse(description['weightsManifest']);
  if (!parsed.success) return refuse(manifestFault(parsed.error));
  const arrays: FoundArray[] = [];
  let total = 0;
  for (const { paths, weights } of parsed.data) {
    const expected = weights.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0);
    total += expected;
    if (total > mostBytes) return refuse(`it names ${total} bytes of weights`);
    const parts: Buffer[] = [];
    let held = 0;
    for (const path of paths) {
      const part = await read(path);
      held += part.length;
      if (held > expected) break;
      parts.push(part);
    }
    if (held !== expected) return refuse(`${paths.join(', ')}: ${held} bytes instead of ${expected}`);
    const bytes = Buffer.concat(parts);
    let position = 0;
    for (const { name, shape } of weights) {
      const count = shape.reduce((product, size) => product * size, 1);
      arrays.push({ name, shape, data: floatsAt(bytes, position, count) });
      position += 4 * count;
    }
  }
  return arrays;
}

function manifestFault({ issues }: z.ZodError): string {
  const path = issues[0]?.path.join('.') ?? '';
  if (path.includes('paths')) return `weightsManifest.${path} is no plain file name`;
  return `weightsManifest.${path} is not as expected (float32, not quantized)`;
}
