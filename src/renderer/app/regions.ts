const focusable = 'button:not([tabindex="-1"]), [href], input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** Moves the focus to the next (or previous) region of the desk, round and round (F6). Regions carry `data-region` with their name. */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => region.offsetParent !== null || region === document.body);
  if (regions.length === 0) return;
  const held = regions.findLastIndex((region) => region.contains(document.activeElement));
  const at = held < 0 ? (step === 1 ? -1 : 0) : held;
  const region = regions[(at + step + regions.length) % regions.length];
  if (!region) return;
  const inside = [...region.querySelectorAll<HTMLElement>(focusable)].find((one) => one.offsetParent !== null && one.closest('[data-region]') === region);
  if (inside) inside.focus();
  else {
    region.tabIndex = -1;
    region.focus();
  }
}
