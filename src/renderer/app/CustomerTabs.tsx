import { IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { cx } from '../ui/tone.ts';
import { useCall } from './call.ts';
import { openPalette } from './overlays.ts';
import type { CustomerTab } from './places.ts';
import { segmentIcons } from './segments.ts';
import { closeTab, cycleTab, moveTab, showTab, useTabs, useUnsaved } from './tabs.ts';
import { useHome } from './use-home.ts';

/** The open customers in the title bar, with a dot for what is going on in each. */
export function CustomerTabs() {
  const tabs = useTabs((state) => state.tabs);
  const place = useTabs((state) => state.place);
  const front = place.kind === 'customer' ? place.customerId : null;
  const [over, setOver] = useState<number | null>(null);
  const home = useHome();
  const keys = (event: KeyboardEvent, tab: CustomerTab, index: number) => {
    if ((event.ctrlKey || event.metaKey) && event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) moveTab(tab.customerId, index + (event.key === 'ArrowLeft' ? -1 : 1));
    else if (event.key === 'ArrowRight') cycleTab(1);
    else if (event.key === 'ArrowLeft') cycleTab(-1);
    else if (event.key === 'Delete') closeTab(tab.customerId, home);
    else return;
    event.preventDefault();
  };
  return (
    <div className="open-tabs">
      {/* The tabs are owned from here, since each stands beside its own closing button. */}
      {tabs.length > 0 && <div role="tablist" aria-label="Open customers" aria-owns={tabs.map((tab) => `tab${tab.customerId}`).join(' ')} />}
      <div className="open-tabs">
        {tabs.map((tab, index) => (
          <div
            key={tab.customerId}
            className={cx('open-tab', tab.customerId === front && 'front', over === tab.customerId && 'drop')}
            draggable
            onDragStart={(event) => event.dataTransfer.setData('text/careline-tab', String(tab.customerId))}
            onDragOver={(event) => { event.preventDefault(); setOver(tab.customerId); }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => {
              setOver(null);
              const moved = tabs.find((one) => String(one.customerId) === event.dataTransfer.getData('text/careline-tab'));
              if (moved) moveTab(moved.customerId, index);
            }}
            onAuxClick={(event) => { if (event.button === 1) closeTab(tab.customerId, home); }}
          >
            <button id={`tab${tab.customerId}`} type="button" role="tab" aria-selected={tab.customerId === front} tabIndex={tab.customerId === front || (front === null && index === 0) ? 0 : -1} title={tab.name} onClick={() => showTab(tab.customerId)} onKeyDown={(event) => keys(event, tab, index)}>
              <TabMark tab={tab} />
              <span className="ellipsis">{tab.name}</span>
            </button>
            <button type="button" className="shut" tabIndex={-1} aria-label={`Close ${tab.name}`} onClick={() => closeTab(tab.customerId, home)}>
              <IconX size={12} stroke={2.25} aria-hidden="true" />
            </button>
          </div>
        ))}
      </div>
      <button type="button" className="icon-button" aria-label="Open a customer" aria-keyshortcuts="Control+T" title="Open a customer (Ctrl+T)" onClick={() => openPalette('@')}>
        <IconPlus size={16} stroke={1.75} aria-hidden="true" />
      </button>
    </div>
  );
}

/** Green on a call, amber on hold, red with unsaved typing; else what kind of customer it is. */
function TabMark({ tab }: { readonly tab: CustomerTab }) {
  const call = useCall((state) => state.call);
  const unsaved = useUnsaved((state) => state.ids.has(tab.customerId));
  const talking = call?.customerId === tab.customerId && call.state !== 'wrapUp';
  if (talking) return <><span className={cx('dot', call.state === 'hold' ? 'hold' : 'live')} aria-hidden="true" /><span className="sr-only">{call.state === 'hold' ? 'On hold' : 'On call'}</span></>;
  if (unsaved) return <><span className="dot neg" aria-hidden="true" /><span className="sr-only">Unsaved</span></>;
  const Shape = segmentIcons[tab.segment];
  return <Shape size={14} stroke={1.75} aria-hidden="true" />;
}
