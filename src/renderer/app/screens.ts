import { IconActivity, IconHistory, IconHome, IconSettings, IconUsers, IconUsersGroup, type Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { care, lookers, type Role } from '../../contract/procedure.ts';
import { CustomersScreen } from '../customers/CustomersScreen.tsx';
import { DeskScreen } from '../desk/DeskScreen.tsx';
import { OperationsScreen } from '../operations/OperationsScreen.tsx';
import { AuditScreen } from '../staff/AuditScreen.tsx';
import { SettingsScreen } from '../staff/SettingsScreen.tsx';
import { StaffScreen } from '../staff/StaffScreen.tsx';
import type { PlaceParams } from './places.ts';

export type ScreenProps = { readonly params: PlaceParams };
/** One screen of the product. Rail, palette and pictures of all screens come from this list; the keys that go there are in single-keys.ts. */
export type Screen = {
  readonly path: string;
  readonly title: string;
  readonly roles: 'staff' | ReadonlyArray<Role>;
  /** Parameters that show it with the demo's data. */
  readonly example: PlaceParams;
  readonly component: ComponentType<ScreenProps>;
  readonly icon: Icon;
  /** Its place in the rail; absent: reached another way. */
  readonly rail?: 'top' | 'foot';
};

export const screens: ReadonlyArray<Screen> = [
  { path: 'desk', title: 'Desk', roles: care, example: {}, component: DeskScreen, icon: IconHome, rail: 'top' },
  { path: 'customers', title: 'Customers', roles: lookers, example: { text: 'marchetti' }, component: CustomersScreen, icon: IconUsers, rail: 'top' },
  { path: 'operations', title: 'Operations', roles: ['operator'], example: {}, component: OperationsScreen, icon: IconActivity, rail: 'top' },
  { path: 'staff', title: 'Staff', roles: ['useradmin'], example: {}, component: StaffScreen, icon: IconUsersGroup, rail: 'top' },
  { path: 'audit', title: 'Audit', roles: ['auditor', 'supervisor'], example: {}, component: AuditScreen, icon: IconHistory, rail: 'top' },
  { path: 'settings', title: 'Settings', roles: 'staff', example: {}, component: SettingsScreen, icon: IconSettings, rail: 'foot' },
];

/** The screens of a role that stand in the rail, top first. */
export function screensFor(role: Role): ReadonlyArray<Screen> {
  const open = screens.filter((screen) => screen.rail && (screen.roles === 'staff' || screen.roles.includes(role)));
  return [...open.filter((screen) => screen.rail === 'top'), ...open.filter((screen) => screen.rail === 'foot')];
}

/** A screen by its path, if the role may see it. */
export function screenAt(path: string, role: Role): Screen | undefined {
  return screens.find((screen) => screen.path === path && (screen.roles === 'staff' || screen.roles.includes(role)));
}
