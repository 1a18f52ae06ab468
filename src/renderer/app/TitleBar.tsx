import { IconSearch } from '@tabler/icons-react';
import { Kbd } from '../ui/Kbd.tsx';
import { AgentMenu } from './AgentMenu.tsx';
import { ConnectionMark } from './ConnectionMark.tsx';
import { CustomerTabs } from './CustomerTabs.tsx';
import { Logo } from './Logo.tsx';
import { MessageBell } from './MessageBell.tsx';
import { openPalette } from './overlays.ts';
import { useSession } from './session.ts';
import { WindowButtons } from './WindowButtons.tsx';
import { lookers } from '../../contract/procedure.ts';

/** The top of the window: open customers, search, connection, who sits here, window buttons. */
export function TitleBar() {
  const { can } = useSession();
  return (
    <header className="titlebar" data-region="Title bar">
      <div className="logo"><Logo /></div>
      {can(lookers) && <CustomerTabs />}
      <div className="grow" style={{ minWidth: 32 }} />
      <button type="button" className="find" aria-label="Search or run a command" aria-keyshortcuts="Control+K" onClick={() => openPalette()}>
        <IconSearch size={14} stroke={1.75} aria-hidden="true" />
        <span className="grow nowrap">Search or run a command</span>
        <Kbd keys="Ctrl+K" />
      </button>
      <ConnectionMark />
      <MessageBell />
      <AgentMenu />
      <WindowButtons />
    </header>
  );
}
