import { create } from 'zustand';

type Overlays = { readonly palette: { readonly text: string } | null; readonly keyHelp: boolean; readonly simulate: boolean; readonly messages: boolean; readonly ownPassword: boolean };

/** What lies over the desk: the palette, the sheet of keys, the dialog that makes up a call, the messages under the bell, the change of one's password. */
export const useOverlays = create<Overlays>()(() => ({ palette: null, keyHelp: false, simulate: false, messages: false, ownPassword: false }));

/** Opens the palette, with a text where one is known. */
export function openPalette(text = ''): void {
  useOverlays.setState({ palette: { text }, keyHelp: false, messages: false });
}
export function closePalette(): void {
  useOverlays.setState({ palette: null });
}
export function showKeyHelp(shown: boolean): void {
  useOverlays.setState({ keyHelp: shown });
}
export function showSimulateCall(shown: boolean): void {
  useOverlays.setState({ simulate: shown });
}
export function showOwnPassword(shown: boolean): void {
  useOverlays.setState({ ownPassword: shown });
}
export function showMessages(shown: boolean): void {
  useOverlays.setState({ messages: shown });
}
