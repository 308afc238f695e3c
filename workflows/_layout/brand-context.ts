import { createContext } from 'react';
import { type Brand, brand } from '../brand.ts';

/** The brand of the e-mail that is rendered: yours, or its tenant's. `Layout` and what is in it read it. */
export const BrandContext = createContext<Brand>(brand);
