import { basename, join } from 'node:path';
import { app, shell } from 'electron';
import type { AppContract } from '../../shared/contract/app.ts';
import type { Handlers } from '../../shared/contract/rpc.ts';
import { askForFolder } from './dialogs.ts';
import { printReport } from './print-report.ts';
import type { HandlerParts } from './handler-parts.ts';

type ExportHandlers = Pick<
  Handlers<AppContract>,
  'exportFolder' | 'chooseExportFolder' | 'exportNet' | 'saveReport' | 'showFile'
>;

/** Exports go to one folder, so that taking a net away asks nothing; the page knows the folder's name alone. */
export function exportHandlers({ lab, files, settings, window }: HandlerParts): ExportHandlers {
  const folder = (): string => settings.exportFolder ?? join(app.getPath('documents'), 'Tatami');
  return {
    exportFolder: () => basename(folder()),
    chooseExportFolder: async () => {
      const chosen = await askForFolder(window(), folder());
      if (chosen === null) return null;
      settings.saveExportFolder(chosen);
      return basename(chosen);
    },
    exportNet: async (request) => {
      const { path, ...report } = await lab.connection.call.exportModel(request, folder());
      return { ...report, file: files.issue(path) };
    },
    saveReport: async (id) => {
      const report = await lab.connection.call.writeReport(id, folder(), settings.window.language);
      await printReport(report, app.getAppPath());
      return files.issue(report);
    },
    showFile: (handle) => {
      shell.showItemInFolder(files.path(handle));
      return undefined;
    },
  };
}
