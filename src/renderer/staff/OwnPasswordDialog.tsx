import { showOwnPassword, useOverlays } from '../app/overlays.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { showToast } from '../ui/toast-store.ts';
import { OwnPasswordFields } from './OwnPasswordFields.tsx';
import { useOwnPassword } from './use-own-password.ts';

/** Changing one's password at the desk; customers stay open. */
export function OwnPasswordDialog() {
  const open = useOverlays((state) => state.ownPassword);
  return open && <Asked />;
}

function Asked() {
  const close = () => showOwnPassword(false);
  const form = useOwnPassword('', () => {
    close();
    showToast({ text: 'Your password is changed' });
  });
  return (
    <Dialog open title="Change your password" width={420} onClose={close} onSubmit={form.submit} footer={<><Button onClick={close}>Cancel</Button><Button type="submit" variant="primary" busy={form.busy}>Change password</Button></>}>
      <OwnPasswordFields form={form} />
    </Dialog>
  );
}
