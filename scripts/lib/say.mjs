/** One line to the person in front of the terminal. */
export function say(text) {
  process.stdout.write(`careline: ${text}\n`);
}

/** Something the person has to do: say it and stop with exit code 1. */
export function stop(text) {
  process.stderr.write(`careline: ${text}\n`);
  process.exit(1);
}
