import { cx } from './tone.ts';

/** "Elena Marchetti" is EM, "Ridgeline Dental Group" RG: first and last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : (words[0]?.[1] ?? '');
  return `${first}${last}`.toUpperCase();
}

/** Initials in a circle; the name stands beside it, so it is hidden from screen readers. */
export function Avatar({ name, size = 'md' }: { readonly name: string; readonly size?: 'md' | 'sm' | 'xs' }) {
  return (
    <span className={cx('avatar', size !== 'md' && size)} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
