import { Dialog } from '../ui/Dialog.tsx';
import { KeySheet } from './KeySheet.tsx';
import { showKeyHelp, useOverlays } from './overlays.ts';

/** All keys of this screen (F1, ?). */
export function KeyHelp() {
  const open = useOverlays((state) => state.keyHelp);
  return (
    <Dialog open={open} title="Keyboard" width={820} onClose={() => showKeyHelp(false)}>
      <KeySheet />
    </Dialog>
  );
}
