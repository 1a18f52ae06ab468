/** Numbers of the demo world worth ringing from; the first is the one offered. */
export const demoCallers: ReadonlyArray<{ readonly number: string; readonly who: string }> = [
  { number: '+12065550142', who: 'Elena Marchetti, her November bill is far higher' },
  { number: '+15095550164', who: 'Two customers use this number' },
  { number: '+12065550110', who: 'Ridgeline Dental Group, one payer with four sites' },
  { number: '+12065550199', who: 'A number nobody has' },
];
