package dev.leafnode.orca;

final class Placeholder {}
