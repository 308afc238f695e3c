import type { Parked, Parking, Road } from '../../core/delivery/ports/pauses.ts';

/** Parking that is asked at most every `seconds`, for a worker that passes it with every message: a mark is heeded that much late. */
export function rememberedParking(parking: Parking, { seconds, now }: { seconds: number; now: () => Date }): Parking {
  const known = new Map<Road, { parked: Promise<Parked | undefined>; at: number }>();
  const forget = (road: Road) => void known.delete(road);
  return {
    find(road) {
      const last = known.get(road);
      if (last !== undefined && now().getTime() - last.at < seconds * 1000) return last.parked;

      const parked = parking.find(road);
      known.set(road, { parked, at: now().getTime() });
      parked.catch(() => forget(road)); // the next one asks again
      return parked;
    },
    park: (road, parked) => parking.park(road, parked).finally(() => forget(road)),
    putOff: (road, parked, until) => parking.putOff(road, parked, until).finally(() => forget(road)),
    lift: (road) => parking.lift(road).finally(() => forget(road)),
  };
}
