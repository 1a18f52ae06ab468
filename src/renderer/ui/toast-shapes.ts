import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, type Icon } from '@tabler/icons-react';
import type { ToastContent } from './toast-store.ts';

/** The picture of a message by its tone. */
export const toastShapes: Readonly<Record<NonNullable<ToastContent['tone']>, Icon>> = { pos: IconCircleCheck, warn: IconAlertTriangle, neg: IconAlertCircle };
