/** What the main process answers to the page: the lab's commands go on to its process, the window's own are done here. */
import { basename } from 'node:path';
import { app, nativeTheme } from 'electron';
import type { AppContract } from '../../shared/contract/app.ts';
import { labCommands } from '../../shared/contract/lab.ts';
import type { Handlers } from '../../shared/contract/rpc.ts';
import { replaceFile } from '../labs/files.ts';
import { askForFile, askWhere } from './dialogs.ts';
import { exportHandlers } from './export-handlers.ts';
import type { HandlerParts } from './handler-parts.ts';
import type { LabHost } from './lab-host.ts';
import { readDocumentFile } from './user-files.ts';

/** All handlers of the page's contract. */
export function appHandlers(parts: HandlerParts): Handlers<AppContract> {
  return { ...passedOn(parts.lab), ...windowHandlers(parts) };
}

type LabHandlers = Pick<Handlers<AppContract>, keyof typeof labCommands>;
type WindowHandlers = Omit<Handlers<AppContract>, keyof typeof labCommands>;

function passedOn(lab: LabHost): LabHandlers {
  const entries = Object.keys(labCommands).map((name) => {
    const passOn = (...args: readonly unknown[]): Promise<unknown> => {
      const command = lab.connection.call[name as keyof typeof labCommands] as (
        ...values: readonly unknown[]
      ) => Promise<unknown>;
      return command(...args);
    };
    return [name, passOn] as const;
  });
  return Object.fromEntries(entries) as unknown as LabHandlers;
}

function windowHandlers(parts: HandlerParts): WindowHandlers {
  const { lab, files, settings, window } = parts;
  return {
    facts: () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      home: parts.home,
      settings: settings.window,
      service: lab.state,
      file: parts.startFile(),
    }),
    saveSettings: (chosen) => {
      nativeTheme.themeSource = chosen.theme;
      settings.saveWindow(chosen);
      parts.onSettings(chosen);
      return undefined;
    },
    chooseFile: async (kind) => {
      const path = await askForFile(window(), kind, settings.window.language);
      if (path === null) return null;
      if (kind !== 'dataset-folder') app.addRecentDocument(path);
      return files.issue(path);
    },
    readDocument: async (handle) => {
      const path = files.path(handle);
      try {
        const text = await readDocumentFile(path);
        parts.onRead(handle);
        parts.recent.opened(path);
        return text;
      } catch (error) {
        parts.recent.failed(path);
        throw error;
      }
    },
    saveFile: async (suggestedName, bytes) => {
      const path = await askWhere(window(), suggestedName);
      if (path === null) return null;
      await replaceFile(path, bytes);
      return basename(path);
    },
    importData: (handle, id) => lab.connection.call.importDataset(files.path(handle), id),
    importRunFile: (handle) => {
      parts.onRead(handle);
      return lab.connection.call.importRun(files.path(handle));
    },
    importModel: (handle, base) => lab.connection.call.importModel(files.path(handle), base),
    exportRunFile: async (run, choice) => {
      const path = await askWhere(window(), `tatami-${run}.${choice.format}`);
      if (path === null) return null;
      await lab.connection.call.exportRun(run, { ...choice, path });
      return basename(path);
    },
    ...exportHandlers(parts),
    restartService: () => {
      lab.start();
      return undefined;
    },
  };
}
