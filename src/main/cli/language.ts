/** Which language a command speaks. */
import type { Language } from '../../shared/contract/errors/entry.ts';

/**
 * The language of a command line: `--lang ja|en` wherever it stands, else the one that the locale variables name
 * (`LC_ALL`, `LC_MESSAGES`, `LANG`, in POSIX's order), else English. Read before the command line is parsed, so
 * that even its errors are in the reader's language; a wrong value of `--lang` is reported later by the parser.
 */
export function languageOf(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const named = valueOfOption(argv, '--lang');
  if (named === 'ja' || named === 'en') return named;
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^ja(?![a-z])/i.test(locale) ? 'ja' : 'en';
}

function valueOfOption(argv: readonly string[], name: string): string | undefined {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const joined = options.findLast((argument) => argument.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const place = options.lastIndexOf(name);
  return place < 0 ? undefined : options[place + 1];
}
