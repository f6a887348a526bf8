import type { BrowserWindow } from 'electron';
import type { FileHandle, WindowSettings } from '../../shared/contract/app.ts';
import type { FileHandles } from './file-handles.ts';
import type { LabHost } from './lab-host.ts';
import type { RecentFiles } from './recent-files.ts';
import type { SettingsFile } from './settings.ts';

/** What the handlers work with. */
export interface HandlerParts {
  readonly lab: LabHost;
  readonly files: FileHandles;
  readonly settings: SettingsFile;
  readonly recent: RecentFiles;
  readonly home: string;
  readonly window: () => BrowserWindow;
  readonly onSettings: (settings: WindowSettings) => void;
  /** The document that the app was started with, until it has been read. */
  readonly startFile: () => FileHandle | null;
  readonly onRead: (handle: string) => void;
}
