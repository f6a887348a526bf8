/** Where Tatami keeps what it knows, on each platform. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The places inside one home of Tatami. */
export interface HomeFolders {
  /** Folder that holds everything else here. */
  readonly home: string;
  readonly historyFile: string;
  readonly dataFolder: string;
  /** Folder with one folder of checkpoints for each run. */
  readonly checkpointRoot: string;
  /** What the engine's process wrote, capped. */
  readonly engineLog: string;
  /** What the history's process wrote, capped. */
  readonly historyLog: string;
}

/** The environment variables that decide. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder that holds history and data when none is named: `TATAMI_HOME`, else the platform's folder for a
 * user's application data.
 */
export function defaultHome(environment: Environment, platform: NodeJS.Platform): string {
  const named = environment['TATAMI_HOME'];
  if (named) return named;
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Tatami');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Tatami');
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'tatami');
}

/** The places inside a home; the path may be relative to the working directory. */
export function homeFolders(home: string): HomeFolders {
  const root = resolve(home);
  return {
    home: root,
    historyFile: join(root, 'history.db'),
    dataFolder: join(root, 'data'),
    checkpointRoot: join(root, 'checkpoints'),
    engineLog: join(root, 'logs', 'engine.log'),
    historyLog: join(root, 'logs', 'history.log'),
  };
}
