import type { ElectronApplication, Page } from '@playwright/test';

export type Shape = readonly [theme: string, width: number, height: number];
export const shapes: ReadonlyArray<Shape>;
export function registered(): string[];
export function shape(app: ElectronApplication, page: Page, to: Shape): Promise<void>;
export function places(page: Page, app: ElectronApplication): AsyncGenerator<string, void, undefined>;
export function findings(page: Page, name: string): Promise<string[]>;
