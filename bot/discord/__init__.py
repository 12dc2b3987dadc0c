"""Isnad in Discord. Everything here may import discord.py; nothing outside imports it before the bot starts."""
