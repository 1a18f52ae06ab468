import { parseArgs } from 'node:util';
import { billCommand } from './cli/bill-command.ts';
import { billRunCommand } from './cli/bill-run-command.ts';
import { type Command, CliFailure, progressBar } from './cli/command.ts';
import { conversionCommand } from './cli/conversion-command.ts';
import { demoCommand, demoTemplateCommand } from './cli/demo-command.ts';
import { migrateCommand } from './cli/migrate-command.ts';
import { rateCommand } from './cli/rate-command.ts';
import { rerateCommand } from './cli/rerate-command.ts';
import { outageCommand } from './cli/outage-command.ts';
import { reserveCommand } from './cli/reserve-command.ts';
import { sameCauseCommand } from './cli/same-cause-command.ts';
import { usageCommand } from './cli/usage-command.ts';
import { verifyCommand } from './cli/verify-command.ts';
import { refusalOf } from './platform/sql-refusals.ts';

const commands: ReadonlyArray<Command> = [migrateCommand, demoCommand, demoTemplateCommand, usageCommand, billRunCommand, conversionCommand, billCommand, verifyCommand, rateCommand, rerateCommand, sameCauseCommand, reserveCommand, outageCommand];

function helpOf(command: Command): string {
  const options = [...Object.entries(command.options), ['json', { type: 'boolean', sentence: 'the result as JSON' }] as const];
  return [command.sentence, '', `  ${command.usage}`, '', ...options.map(([name, option]) => `  --${name.padEnd(16)} ${option.sentence}`)].join('\n');
}

function help(): string {
  return ['care <command> [options]; care <command> --help says more.', '', ...commands.map((command) => `  ${command.name.padEnd(14)} ${command.sentence}`), '', 'CARELINE_CLI_URL names the server and the login; without it the embedded database is meant.'].join('\n');
}

/** Runs `care` with its arguments. Returns the exit code: 0 only where all went well. */
export async function care(args: ReadonlyArray<string>): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    process[name === undefined || name === '--help' ? 'stdout' : 'stderr'].write(`${name && name !== '--help' ? `There is no command "${name}".\n\n` : ''}${help()}\n`);
    return name === '--help' ? 0 : 1;
  }
  try {
    const options = Object.fromEntries(Object.entries({ ...command.options, json: { type: 'boolean' as const }, help: { type: 'boolean' as const } }).map(([key, option]) => [key, { type: option.type }]));
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true });
    if (values.help) {
      process.stdout.write(`${helpOf(command)}\n`);
      return 0;
    }
    const outcome = await command.run({ values: values as Readonly<Record<string, string | boolean | undefined>>, positionals, progress: progressBar(process.stderr), moduleFolder: __dirname });
    process.stdout.write(values.json ? `${JSON.stringify({ ok: outcome.ok, ...(outcome.value as object) }, null, 2)}\n` : `${outcome.lines.join('\n')}\n`);
    return outcome.ok ? 0 : 1;
  } catch (failure) {
    const refusal = refusalOf(failure);
    const usage = failure instanceof TypeError && 'code' in failure && String(failure.code).startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`${failure instanceof CliFailure || usage ? (failure as Error).message : refusal ? refusal.message : failure instanceof Error ? failure.stack : String(failure)}\n`);
    return 1;
  }
}

void care(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
