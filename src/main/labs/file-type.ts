/**
 * Makes a double click on a `.tatami` file open it, for this user on Linux: a desktop entry and a media type in the
 * user's own folder, as the Desktop Entry and Shared MIME-info specifications of freedesktop.org say.
 */
import { execFile } from 'node:child_process';
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LabError } from '../../shared/contract/errors.ts';
import { replaceFile } from './files.ts';

const run = promisify(execFile);

/** The desktop that files are opened from. */
export interface Desktop {
  readonly platform: NodeJS.Platform;
  /** `XDG_DATA_HOME`, or `~/.local/share`. */
  readonly dataHome: string;
  /** The Node that runs Tatami, and its launcher. */
  readonly node: string;
  readonly launcher: string;
}

/** The media type of `.tatami` files. */
export const tatamiMediaType = 'application/x-tatami';

const mediaTypes = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${tatamiMediaType}">
    <comment>Tatami runs</comment>
    <comment xml:lang="ja">Tatami の実験</comment>
    <sub-class-of type="application/zip"/>
    <glob pattern="*.tatami"/>
  </mime-type>
</mime-info>
`;

/**
 * Writes both files and tells the desktop's caches where their programs are there; answers the paths.
 * @throws LabError `command.not-on-this-system`, and what `replaceFile` throws.
 */
export async function registerFileType(desktop: Desktop): Promise<readonly string[]> {
  const { entry, types } = placesOf(desktop);
  await replaceFile(entry, desktopEntry(desktop));
  await replaceFile(types, mediaTypes);
  await updateCaches(desktop);
  return [entry, types];
}

/** Takes both files away; answers the paths of those that were there. @throws LabError `command.not-on-this-system`. */
export async function unregisterFileType(desktop: Desktop): Promise<readonly string[]> {
  const { entry, types } = placesOf(desktop);
  const there: string[] = [];
  for (const path of [entry, types]) if (await isThere(path)) there.push(path);
  for (const path of there) await rm(path);
  if (there.length > 0) await updateCaches(desktop);
  return there;
}

function placesOf({ platform, dataHome }: Desktop): { readonly entry: string; readonly types: string } {
  if (platform !== 'linux') throw new LabError('command.not-on-this-system', { platform });
  return {
    entry: join(dataHome, 'applications', 'tatami.desktop'),
    types: join(dataHome, 'mime', 'packages', 'tatami.xml'),
  };
}

function desktopEntry({ node, launcher }: Desktop): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tatami',
    'Comment=An offline laboratory for image classification',
    'Comment[ja]=画像分類を手元の PC で学ぶ実験室',
    `Exec=${[node, launcher].map(quoted).join(' ')} start %f`,
    `MimeType=${tatamiMediaType};`,
    'Categories=Education;Science;',
    'Terminal=false',
    '',
  ].join('\n');
}

/** A part of a command as the specification quotes it; a percent sign would begin a field code. */
function quoted(part: string): string {
  return `"${part
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A desktop without these programs reads the folders by itself. */
async function updateCaches({ dataHome }: Desktop): Promise<void> {
  await run('update-mime-database', [join(dataHome, 'mime')]).catch(() => undefined);
  await run('update-desktop-database', [join(dataHome, 'applications')]).catch(() => undefined);
}
