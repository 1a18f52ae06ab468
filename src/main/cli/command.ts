/** One command of `care`: what it takes, in words for --help, and what it does. */
export type Command = {
  readonly name: string;
  readonly usage: string;
  readonly sentence: string;
  readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly sentence: string }>>;
  readonly run: (asked: Asked) => Promise<Outcome>;
};
export type Asked = { readonly values: Readonly<Record<string, string | boolean | undefined>>; readonly positionals: ReadonlyArray<string>; readonly progress: Progress; readonly moduleFolder: string };
/** What a command gives back: `value` for --json, `lines` for people, and whether all went well. */
export type Outcome = { readonly ok: boolean; readonly value: unknown; readonly lines: ReadonlyArray<string> };
export type Progress = (step: string, done: number, of: number) => void;

/** A failure with a sentence for the terminal; anything else is a fault of ours and shows its stack. */
export class CliFailure extends Error {}

/** A bar on a terminal, silence elsewhere. */
export function progressBar(stream: NodeJS.WriteStream): Progress {
  let last = '';
  return (step, done, of) => {
    if (!stream.isTTY) return;
    const share = of > 0 ? Math.min(1, done / of) : 0;
    const width = 30;
    const full = Math.floor(share * width);
    const line = `${step} [${'#'.repeat(full)}${' '.repeat(width - full)}] ${done} of ${of}`;
    stream.write(`\r${line.padEnd(last.length)}`);
    last = line;
    if (done >= of) {
      stream.write(`\r${' '.repeat(line.length)}\r`);
      last = '';
    }
  };
}

export function textOption(asked: Asked, name: string, fallback?: string): string {
  const value = asked.values[name];
  if (typeof value === 'string') return value;
  if (fallback !== undefined) return fallback;
  throw new CliFailure(`--${name} is missing. Run with --help to see what it is.`);
}

export function numberOption(asked: Asked, name: string, fallback: number): number {
  const text = textOption(asked, name, String(fallback));
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new CliFailure(`--${name} must be a whole number, not "${text}".`);
  return value;
}
