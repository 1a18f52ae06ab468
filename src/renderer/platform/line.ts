import { RPCLink } from '@orpc/client/message-port';
import { errorSentences } from '../../contract/errors.ts';
import { CareFailure, failureOf } from './failure.ts';
import { openPort, type PortName } from './port.ts';

export type CallOptions = { readonly signal?: AbortSignal };

/** A line to one process: calls go through it, and it can be cut and laid anew. */
export type Line = {
  readonly call: (path: ReadonlyArray<string>, input: unknown, options?: CallOptions) => Promise<unknown>;
  /** The far end died: everything in flight fails as interrupted and a new port is handed over. */
  readonly relay: () => void;
};

/** Opens a line. The port is handed over at the first call. */
export function openLine(name: PortName): Line {
  let current: { readonly link: RPCLink<Record<never, never>>; readonly port: MessagePort; readonly cut: AbortController } | null = null;
  const lay = () => {
    const port = openPort(name);
    current = { link: new RPCLink({ port }), port, cut: new AbortController() };
    return current;
  };
  return {
    call: async (path, input, { signal } = {}) => {
      const { link, cut } = current ?? lay();
      let stop = () => {};
      const interrupted = new Promise<never>((_, reject) => {
        stop = () => reject(new CareFailure('INTERRUPTED', errorSentences.INTERRUPTED));
        cut.signal.addEventListener('abort', stop, { once: true });
      });
      try {
        return await Promise.race([link.call(path, input, { context: {}, signal }), interrupted]);
      } catch (thrown) {
        if (signal?.aborted) throw thrown;
        throw failureOf(thrown);
      } finally {
        cut.signal.removeEventListener('abort', stop);
      }
    },
    relay: () => {
      const old = current;
      current = null;
      old?.cut.abort();
      old?.port.close();
      lay();
    },
  };
}
