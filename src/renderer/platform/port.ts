export type PortName = 'data' | 'shell';

/**
 * Makes a channel and hands its far end over to the preload, which forwards it to the main process. Only the page itself
 * can post here: the preload checks source and origin, the main process checks the sender.
 */
export function openPort(name: PortName): MessagePort {
  const { port1, port2 } = new MessageChannel();
  window.postMessage({ careline: 'port', name }, window.location.origin, [port2]);
  port1.start();
  return port1;
}
