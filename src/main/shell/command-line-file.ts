/** The document that Tatami was started with. */

/**
 * The one file named on the command line: what follows the last `--`. Everything before it belongs to Electron, which
 * adds switches of its own; a name that begins with a dash is no switch there.
 */
export function fileFrom(argv: readonly string[]): string | null {
  const mark = argv.lastIndexOf('--');
  return mark < 0 ? null : (argv[mark + 1] ?? null);
}
