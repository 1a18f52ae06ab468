export function electronRuntime(): { readonly path: string; readonly how: string };
