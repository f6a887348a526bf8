/** `tatami doctor`: what is there, what is missing, and what to do about it. */
import { describeError } from '../../../shared/contract/errors.ts';
import type { Language } from '../../../shared/contract/errors/entry.ts';
import { type Examination, examine, type Finding, type SetupPart } from '../../labs/doctor.ts';
import type { CommandContext, CommandResult, Registrar } from '../context.ts';
import { formatCount, formatSize } from '../numbers.ts';
import { displayWidth, padDisplay } from '../text-width.ts';
import type { TextKey } from '../texts/texts.ts';

/** Something that is missing, in the reader's language. */
interface Missing {
  readonly part: string;
  readonly message: string;
  readonly hint: string;
}

/** Parts of set-up that nothing else in the list stands for. */
const setupTexts = {
  packages: 'setupPackages',
  database: 'setupDatabase',
  binding: 'setupBinding',
  electron: 'setupElectron',
  window: 'setupWindow',
} as const satisfies Record<string, TextKey>;

/** Adds the command. */
export function addDoctorCommand({ program, say, start }: Registrar): void {
  program
    .command('doctor')
    .description(say('aboutDoctor'))
    .action(() => start(doctor));
}

async function doctor(context: CommandContext): Promise<CommandResult> {
  const { services, home, language, terminal, say } = context;
  terminal.live(say('examining'));
  const examination = await examine({
    engine: services.engine(),
    openHistory: () => services.history(),
    listDatasets: () => services.datasets.list(),
    historyFile: home.historyFile,
    setupFile: services.setupFile,
  });
  const missing = missingParts(examination, context);
  printExamination(context, examination);
  printMissing(context, missing);
  const { device = null } = examination.engine.state === 'ok' ? examination.engine : {};
  return {
    document: {
      ok: missing.length === 0,
      missing,
      home: home.home,
      machine: examination.machine,
      tensorflow: device && {
        version: device.tensorflow,
        threads: device.threads,
        cpuFeatures: device.cpuFeatures,
      },
      gpu: device && {
        found: device.kind === 'gpu',
        name: device.kind === 'gpu' ? device.name : null,
        reason: device.reason,
      },
      electron: setupDocument(examination.setup?.['electron'], language),
      datasets: examination.datasets.state === 'ok' ? examination.datasets.list : null,
      history: examination.history.state === 'ok' ? examination.history : null,
      setup:
        examination.setup &&
        Object.fromEntries(
          Object.entries(examination.setup).map(([name, part]) => [name, setupDocument(part, language)]),
        ),
    },
  };
}

function setupDocument(part: SetupPart | undefined, language: Language): unknown {
  if (part === undefined) return null;
  const { state, message, hint, details } = part;
  return { state, message: message[language], hint: hint?.[language] ?? null, details };
}

/** All that is missing; a part that set-up already explains is not said twice. */
function missingParts(examination: Examination, { language, say }: CommandContext): Missing[] {
  const { setup } = examination;
  const bySetup = Object.entries(setup ?? {}).flatMap(([part, { state, message, hint }]) =>
    state === 'missing' ? [{ part, message: message[language], hint: hint?.[language] ?? '' }] : [],
  );
  const unsaid =
    setup === null ? [{ part: 'setup', message: say('setupUnknown'), hint: say('setupHint') }] : [];
  const hasEngineReason = bySetup.some(({ part }) =>
    ['packages', 'node', 'tensorflow', 'binding'].includes(part),
  );
  const found = [
    ...(hasEngineReason ? [] : problemOf('engine', examination.engine, language)),
    ...problemOf('datasets', examination.datasets, language),
    ...problemOf('history', examination.history, language),
  ];
  return [...unsaid, ...bySetup, ...found];
}

function problemOf(part: string, finding: Finding<unknown>, language: Language): Missing[] {
  return finding.state === 'ok' ? [] : [{ part, ...describeError(finding.problem, language) }];
}

function printExamination(context: CommandContext, examination: Examination): void {
  const { say, terminal, home } = context;
  const { machine, engine, datasets, history, setup } = examination;
  const missing = terminal.paint('bad', say('partMissing'));
  const device = engine.state === 'ok' ? engine.device : null;
  const memory = say('memoryFacts', {
    total: formatSize(machine.memoryBytes),
    free: formatSize(machine.freeMemoryBytes),
  });
  const lines: readonly (readonly [string, string])[] = [
    [say('labelMachine'), `${machine.platform}, ${machine.processor} × ${machine.processors}, ${memory}`],
    ['Node', machine.node],
    ['TensorFlow', device === null ? missing : say('tensorflowFacts', tensorflowValues(device))],
    [
      'GPU',
      device === null
        ? missing
        : device.kind === 'gpu'
          ? device.name
          : say('gpuNone', { reason: device.reason }),
    ],
    ...Object.entries(setupTexts).flatMap(([name, key]) => {
      const part = setup?.[name];
      const text = part?.state === 'ok' ? part.message[context.language] : missing;
      return part === undefined ? [] : [[say(key), text] as const];
    }),
    [say('labelDatasets'), datasets.state === 'ok' ? datasets.list.map(({ id }) => id).join(', ') : missing],
    [
      say('labelHistory'),
      history.state === 'ok'
        ? say('historyFacts', {
            runs: formatCount(history.runs),
            size: formatSize(history.sizeBytes),
            file: history.file,
          })
        : missing,
    ],
    [say('labelHome'), home.home],
  ];
  const width = Math.max(...lines.map(([label]) => displayWidth(label)));
  for (const [label, text] of lines) terminal.print(`${padDisplay(label, width)}  ${text}`);
}

function tensorflowValues(device: Extract<Examination['engine'], { state: 'ok' }>['device']) {
  const { tensorflow: version, threads, cpuFeatures } = device;
  return { version, threads, features: cpuFeatures.join(' ') || '-' };
}

function printMissing({ say, terminal }: CommandContext, missing: readonly Missing[]): void {
  terminal.print();
  if (missing.length === 0) terminal.print(terminal.paint('good', say('nothingMissing')));
  for (const { part, message, hint } of missing) {
    terminal.print(`${terminal.paint('bad', part)}: ${message}`);
    terminal.print(`  ${terminal.paint('accent', say('hint'))}${hint}`);
  }
}
