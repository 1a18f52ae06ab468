export function launchArgs(more?: readonly string[]): { executablePath: string; args: string[]; how: string };
