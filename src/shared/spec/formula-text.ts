/**
 * Formulas as texts that people read and that can be computed: the text that is shown is the text that is evaluated,
 * so that what stands on the screen is true.
 *
 * Notation: `+ − · / ^ ²`, `√x`, `|x|`, `⌊x⌋`, `max(a, b)`, `min(a, b)`, `cos(x)`, `π`; names are letters with
 * subscripts, such as `β₁` or `v_hat`. `·` and `/` are taken from left to right.
 */

const token = /\d+(?:\.\d+)?(?:e[+-]?\d+)?|\p{L}[\p{L}\d₀-₉_]*|\S/giu;

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  max: Math.max,
  min: Math.min,
  cos: Math.cos,
};

const constants: Readonly<Record<string, number>> = { π: Math.PI, '∞': Infinity, NaN };

/** What stands for a name in a formula. */
const isName = (text: string): boolean => /^\p{L}/u.test(text) && !(text in functions || text in constants);

/**
 * Computes a formula in double precision.
 *
 * @param values - The numbers of its names; none where every name has been replaced.
 */
export function evaluateFormula(text: string, values: Readonly<Record<string, number>> = {}): number {
  return new Reader(text, values).whole();
}

/** The formula with each name replaced by what `spell` gives for it. */
export function replaceNames(text: string, spell: (name: string) => string): string {
  return text.replace(token, (part) => (isName(part) ? spell(part) : part));
}

/** The names in a formula, each once, in the order of their first use. */
export function namesIn(text: string): readonly string[] {
  return [...new Set(text.match(token)?.filter(isName))];
}

/** A number as formulas show it, rounded to `digits` significant digits; a negative one in parentheses. */
export function spellNumber(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const text = spellSize(Math.abs(value), digits);
  return value < 0 ? `(−${text})` : text;
}

/** Small numbers as `1.5e-6`, which is easier to read than zeros. */
function spellSize(size: number, digits: number): string {
  if (size === Infinity) return '∞';
  const rounded = Number(size.toPrecision(digits));
  return rounded > 0 && rounded < 1e-3 ? rounded.toExponential() : String(rounded);
}

/** Significant digits that tell any two float32 numbers apart. */
export const float32Digits = 9;

/** Fewest significant digits from which a number is read back as the same float32. */
export function fewestDigits(value: number): number {
  const wanted = Math.fround(value);
  for (let digits = 1; digits < float32Digits; digits++)
    if (Math.fround(Number(value.toPrecision(digits))) === wanted) return digits;
  return float32Digits;
}

/** Reads a formula from left to right and computes it on the way. */
class Reader {
  readonly #text: string;
  readonly #tokens: readonly string[];
  readonly #values: Readonly<Record<string, number>>;
  #place = 0;

  constructor(text: string, values: Readonly<Record<string, number>>) {
    this.#text = text;
    this.#tokens = text.match(token) ?? [];
    this.#values = values;
  }

  whole(): number {
    const value = this.#sum();
    if (this.#place < this.#tokens.length) this.#refuse();
    return value;
  }

  #sum(): number {
    let value = this.#product();
    for (;;) {
      if (this.#takes('+')) value += this.#product();
      else if (this.#takes('−')) value -= this.#product();
      else return value;
    }
  }

  #product(): number {
    let value = this.#signed();
    for (;;) {
      if (this.#takes('·')) value *= this.#signed();
      else if (this.#takes('/')) value /= this.#signed();
      else return value;
    }
  }

  #signed(): number {
    return this.#takes('−') ? -this.#signed() : this.#power();
  }

  #power(): number {
    const base = this.#root();
    return this.#takes('^') ? base ** this.#signed() : base;
  }

  #root(): number {
    if (this.#takes('√')) return Math.sqrt(this.#root());
    const value = this.#single();
    return this.#takes('²') ? value * value : value;
  }

  #single(): number {
    if (this.#takes('(')) return this.#closed(')');
    if (this.#takes('|')) return Math.abs(this.#closed('|'));
    if (this.#takes('⌊')) return Math.floor(this.#closed('⌋'));
    const word = this.#tokens[this.#place++] ?? '';
    const call = functions[word];
    if (call !== undefined) return call(...this.#list());
    const value = constants[word] ?? this.#values[word] ?? (/^\d/.test(word) ? Number(word) : undefined);
    return value ?? this.#refuse();
  }

  #list(): number[] {
    if (!this.#takes('(')) this.#refuse();
    const values = [this.#sum()];
    while (this.#takes(',')) values.push(this.#sum());
    if (!this.#takes(')')) this.#refuse();
    return values;
  }

  #closed(end: string): number {
    const value = this.#sum();
    if (!this.#takes(end)) this.#refuse();
    return value;
  }

  #takes(wanted: string): boolean {
    if (this.#tokens[this.#place] !== wanted) return false;
    this.#place += 1;
    return true;
  }

  #refuse(): never {
    throw new Error(`Not a formula at part ${this.#place + 1}: ${this.#text}`);
  }
}
