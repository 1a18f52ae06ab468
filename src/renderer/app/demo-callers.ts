/** Numbers of the demo world worth ringing from; the first is the one offered. */
export const demoCallers: ReadonlyArray<{ readonly number: string; readonly who: string }> = [
  { number: '+12065550142', who: 'A number on file' },
  { number: '+12065550199', who: 'A number nobody has' },
];
