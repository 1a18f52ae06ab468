import { ImportCard } from './ImportCard.tsx';
import { ImportList } from './ImportList.tsx';
import { SuspenseList } from './SuspenseList.tsx';
import './operations.css';

/** What keeps usage coming in: files, what was imported, and what waits in suspense. */
export function OperationsScreen() {
  return (
    <div className="col fill ops">
      <header className="screen-head">
        <h1>Operations</h1>
        <span className="ink-2">Usage imports and suspense</span>
      </header>
      <div className="ops-body">
        <div className="ops-side" data-region="Import"><ImportCard /></div>
        <div className="ops-lists" data-region="Imports and suspense">
          <ImportList />
          <SuspenseList />
        </div>
      </div>
    </div>
  );
}
