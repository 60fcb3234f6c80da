package dev.davit.lane;

/** What an ability needs of a connected bucket. */
public record Reach(
    StoreSettings settings,
    Dialect dialect,
    Place place,
    Http http,
    Errors errors,
    StoreCalls calls) {}
