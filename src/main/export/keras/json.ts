/** JSON as Python reads it: floats keep their point, and every character is ASCII. */

/** What a config may hold. */
export type Config =
  null | boolean | number | string | readonly Config[] | { readonly [key: string]: Config };

/** Keys whose numbers are whole; everywhere else Keras wants floats, and refuses `"learning_rate": 1`. */
const wholeNumbers: ReadonlySet<string> = new Set([
  ...['batch_shape', 'batch_input_shape', 'input_shape', 'shape', 'keras_history', 'inbound_nodes'],
  ...['input_layers', 'output_layers', 'units', 'filters', 'kernel_size', 'strides', 'dilation_rate'],
  ...['groups', 'depth_multiplier', 'pool_size', 'padding', 'axis', 'height', 'width'],
  ...['decay_steps', 'warmup_steps', 'boundaries', 'ema_overwrite_frequency', 'k'],
]);

/** The text of a config. */
export function pythonJson(value: Config, key = ''): string {
  if (typeof value === 'number') return wholeNumbers.has(key) ? String(value) : float(value);
  if (typeof value === 'string') return asciiJson(JSON.stringify(value));
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map((item) => pythonJson(item, key)).join(', ')}]`;
  const entries = Object.entries(value).map(
    ([name, item]) => `${asciiJson(JSON.stringify(name))}: ${pythonJson(item, name)}`,
  );
  return `{${entries.join(', ')}}`;
}

/** A JSON text with everything outside ASCII as `\u7573`. */
export function asciiJson(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function float(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function isList(value: Config): value is readonly Config[] {
  return Array.isArray(value);
}
