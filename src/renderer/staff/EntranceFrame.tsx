import type { ReactNode } from 'react';
import { Logo } from '../app/Logo.tsx';
import { WindowButtons } from '../app/WindowButtons.tsx';
import './staff.css';
import { waves } from './waves.ts';

const drawn = waves();

/** The two halves before signing in: the brand with its waves at the left, the form at the right, a line of facts at the foot. */
export function EntranceFrame({ children, foot }: { readonly children: ReactNode; readonly foot: ReactNode }) {
  return (
    <div className="entrance">
      <aside className="entrance-brand">
        <svg className="waves" viewBox="0 0 600 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
          {drawn.map((wave, index) => (
            <path key={index} d={wave.path} fill="none" stroke="var(--brand)" strokeWidth={wave.width} opacity={wave.opacity} />
          ))}
        </svg>
        <div className="row gap-12">
          <Logo size={36} />
          <span className="name">Careline</span>
        </div>
        <p className="claim">
          Customer care and billing,
          <br />
          on one desk
        </p>
      </aside>
      <main className="entrance-main">
        <div className="titlebar end" style={{ background: 'transparent', height: 40, flex: 'none' }}>
          <WindowButtons />
        </div>
        {children}
        <footer className="entrance-foot">{foot}</footer>
      </main>
    </div>
  );
}
