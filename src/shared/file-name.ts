/** Names of files that every system takes: files travel, so Windows's rules hold on Linux too. */

/** What is wrong with a name. */
export type FileNameFault = 'empty' | 'device' | 'control' | 'ending' | 'too-long';

/** Most bytes of UTF-8 of a name on Linux; Windows and macOS allow as many UTF-16 units, which are never more. */
export const mostNameBytes = 255;

/** Characters that no file system takes, or that lead elsewhere. */
const forbidden = /[\p{Cc}<>:"/\\|?*]/gu;

/** Names that Windows keeps for devices, with any ending: `aux.json` is one too. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/iu;

/** What is wrong with the name of a file or folder (without the folders above it), or null. */
export function fileNameFault(name: string): FileNameFault | null {
  if (name === '') return 'empty';
  if (device.test(name)) return 'device';
  if (/\p{Cc}/u.test(name)) return 'control';
  if (/[. ]$/.test(name)) return 'ending';
  return utf8Bytes(name) > mostNameBytes ? 'too-long' : null;
}

/** A name that every file system takes, without folders, out of one that is only suggested. */
export function safeFileName(suggested: string): string {
  const name = shortened(suggested.replace(forbidden, '-').replace(/^[\s.]+|[\s.]+$/g, ''));
  return name === '' || device.test(name) ? `tatami-${name}` : name;
}

/** At most 120 UTF-16 units and 200 bytes, no character cut in two. */
function shortened(name: string): string {
  let kept = '';
  for (const character of name) {
    const longer = kept + character;
    if (longer.length > 120 || utf8Bytes(longer) > 200) return kept.replace(/[\s.]+$/, '');
    kept = longer;
  }
  return kept;
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
