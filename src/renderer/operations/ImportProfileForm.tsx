import type { ImportProfile } from '../../contract/operations.ts';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { formatLabels, lineFromLabels, seventeenthLabels } from './import-words.ts';

export type ImportProfileFormProps = { readonly profile: ImportProfile; readonly guessed: ImportProfile; readonly onChange: (profile: ImportProfile) => void; readonly disabled: boolean };

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** What is wrong with the fields, each said as its cure. */
export function profileErrors(profile: ImportProfile): { readonly zone: string | null; readonly countryPrefix: string | null } {
  return {
    zone: profile.format === 'careline' || isZone(profile.zone) ? null : 'Enter a time zone such as America/New_York.',
    countryPrefix: /^\d{1,3}$/.test(profile.countryPrefix) ? null : 'Enter 1 to 3 digits, such as 1.',
  };
}

const options = <V extends string>(labels: Readonly<Record<V, string>>, values: ReadonlyArray<V>) => values.map((value) => ({ value, label: labels[value] }));

/** How the file is read. It begins with what was guessed from its first lines; each field may be changed. */
export function ImportProfileForm({ profile, guessed, onChange, disabled }: ImportProfileFormProps) {
  const set = (part: Partial<ImportProfile>) => onChange({ ...profile, ...part });
  const errors = profileErrors(profile);
  const note = (key: keyof ImportProfile) => (profile[key] === guessed[key] ? 'Found in the file' : 'Changed by you');
  const exchange = profile.format !== 'careline';
  return (
    <fieldset className="ops-profile" disabled={disabled}>
      <Field label="Format" help={note('format')}><Select value={profile.format} onChange={(format) => set({ format })} options={options(formatLabels, ['careline', 'asterisk', 'freeswitch'])} /></Field>
      <Field label="Country prefix" help="Put before national numbers" error={errors.countryPrefix}><TextInput value={profile.countryPrefix} inputMode="numeric" maxLength={3} unit="+" onChange={(countryPrefix) => set({ countryPrefix })} /></Field>
      {exchange && <Field label="Time zone of the times" help={note('zone')} error={errors.zone}><TextInput value={profile.zone} maxLength={60} onChange={(zone) => set({ zone })} /></Field>}
      {exchange && <Field label="Service is found by" help={note('lineFrom')}><Select value={profile.lineFrom} onChange={(lineFrom) => set({ lineFrom })} options={options(lineFromLabels, ['accountcode', 'src', 'userfield'])} /></Field>}
      {profile.format === 'asterisk' && <Field label="17th column" help={note('seventeenth')}><Select value={profile.seventeenth} onChange={(seventeenth) => set({ seventeenth })} options={options(seventeenthLabels, ['uniqueid', 'userfield'])} /></Field>}
    </fieldset>
  );
}
