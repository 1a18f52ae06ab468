import { create } from 'zustand';

/** Whether the data process answers: it is restarted by itself when it dies. */
export const useConnection = create<{ readonly data: 'up' | 'down' }>()(() => ({ data: 'up' }));
