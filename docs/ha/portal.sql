-- Run once by the user postgres on the machine that is the leader.
CREATE ROLE shimei LOGIN PASSWORD '@PORTAL_PASSWORD@';
CREATE DATABASE shimei OWNER shimei;
